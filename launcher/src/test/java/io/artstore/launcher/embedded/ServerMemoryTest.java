package io.artstore.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerMemoryTest {
    @ParameterizedTest(name = "{0} MB of memory: {1} MB")
    @CsvSource({"512, 128", "1024, 128", "4096, 512", "16384, 2048", "262144, 2048"})
    void anEighthOfTheMemoryWithinBounds(long machineMegabytes, long buffersMegabytes) {
        assertThat(ServerMemory.sharedBuffersMegabytes(machineMegabytes << 20)).isEqualTo(buffersMegabytes);
    }
}
