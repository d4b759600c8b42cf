package io.artstore.admin;

import io.artstore.common.testkit.TestPlatform;
import org.junit.jupiter.api.Test;

/** Scratch. */
class TokenEndpointIT {
    @Test
    void t() {
        try (TestPlatform platform = TestPlatform.builder().modules("admin").start()) {
            System.err.println(platform.credentials());
            System.err.println(platform.token());
        }
    }
}
