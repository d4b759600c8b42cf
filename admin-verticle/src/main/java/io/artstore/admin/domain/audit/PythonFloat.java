package io.artstore.admin.domain.audit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A float as Python's {@code repr} writes it: the shortest decimal that reads back as the same number, the nearest of
 * those, with an exponent below 1e-4 and from 1e16 on. {@code Double.toString} is not always the shortest before JDK 19.
 */
final class PythonFloat {
    private static final int MOST_DIGITS = 17;
    private static final int SMALLEST_PLAIN_EXPONENT = -4;
    private static final int FIRST_LARGE_EXPONENT = 16;

    private PythonFloat() {}

    static String repr(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
        return (value < 0 ? "-" : "") + format(shortest);
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
            BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
            boolean belowReadsBack = below.doubleValue() == value;
            boolean aboveReadsBack = above.doubleValue() == value;
            if (belowReadsBack && aboveReadsBack) {
                BigDecimal down = exact.subtract(below);
                BigDecimal up = above.subtract(exact);
                return down.compareTo(up) <= 0 ? below : above;
            }
            if (belowReadsBack || aboveReadsBack) {
                return belowReadsBack ? below : above;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }

    private static String format(BigDecimal value) {
        String digits = value.unscaledValue().toString();
        int exponent = digits.length() - 1 - value.scale();
        if (exponent < SMALLEST_PLAIN_EXPONENT || exponent >= FIRST_LARGE_EXPONENT) {
            String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            return mantissa + "e" + (exponent < 0 ? "-" : "+") + String.format("%02d", Math.abs(exponent));
        }
        String plain = value.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }
}
