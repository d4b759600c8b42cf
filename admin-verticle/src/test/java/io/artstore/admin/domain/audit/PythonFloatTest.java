package io.artstore.admin.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The second column was printed by Python 3. */
class PythonFloatTest {
    @ParameterizedTest
    @CsvSource({
        "0x1.9000000000000p+3, 12.5",
        "0x1.999999999999ap-4, 0.1",
        "0x1.0000000000000p+0, 1.0",
        "0x1.86a0000000000p+16, 100000.0",
        "0x1.c6bf526340000p+49, 1000000000000000.0",
        "0x1.1c37937e08000p+53, 1e+16",
        "0x1.0f0cf064dd592p+73, 1e+22",
        "0x1.52d02c7e14af6p+76, 1e+23",
        "0x1.b69b4ba630f35p+56, 1.2345678901234568e+17",
        "0x1.a36e2eb1c432dp-14, 0.0001",
        "0x1.4f8b588e368f1p-17, 1e-05",
        "0x1.ad7f29abcaf48p-24, 1e-07",
        "0x0.0000000000001p-1022, 5e-324",
        "0x1.0000000000000p-1022, 2.2250738585072014e-308",
        "0x1.fffffffffffffp+1023, 1.7976931348623157e+308",
        "0x1.0000000000000p+53, 9007199254740992.0",
        "0x1.0000000000000p-44, 5.684341886080802e-14",
        "0x1.0000000000000p-20, 9.5367431640625e-07",
        "0x1.0624dd2f1a9fcp-9, 0.002",
        "0x1.3333333333334p-2, 0.30000000000000004",
        "-0x1.4000000000000p+1, -2.5",
        "-0x0.0p+0, -0.0",
        "0x1.1666666666666p+2, 4.35",
        "0x0.0000000000003p-1022, 1.5e-323",
        "0x1.0000000000000p+60, 1.152921504606847e+18",
        "0x1.0000000000000p-30, 9.313225746154785e-10",
        "0x1.5555555555555p-2, 0.3333333333333333",
        "0x1.ce97ca0f21055p+65, 6.666666666666666e+19",
        "0x1.8e757928e0c9ep-14, 9.5e-05",
        "0x1.9d37952e6b438p-53, 1.7920435971799646e-16",
        "0x1.4c9c3269e0d37p-619, 5.972115650501124e-187",
        "0x1.71ff4a6a3a450p-974, 9.051962159641863e-294",
        "0x1.fc209128b2f33p-183, 1.6189867119270557e-55",
        "0x1.63a04892f902bp-927, 1.2244687060864793e-279",
        "0x1.c66175d9dc9f8p-427, 5.1212003529189705e-129"
    })
    void writesWhatPythonWrites(String value, String repr) {
        assertThat(PythonFloat.repr(Double.parseDouble(value))).isEqualTo(repr);
    }
}
