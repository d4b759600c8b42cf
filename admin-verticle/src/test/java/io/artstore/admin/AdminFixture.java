package io.artstore.admin;

import io.artstore.common.testkit.TestPlatform;

/** A running admin module as it is configured by default, and an administrator's token. */
record AdminFixture(TestPlatform platform, AdminClient admin, String token) implements AutoCloseable {

    static AdminFixture start() {
        TestPlatform platform = TestPlatform.builder().modules("admin").start();
        return new AdminFixture(platform, new AdminClient(platform), platform.token());
    }

    @Override
    public void close() {
        admin.close();
        platform.close();
    }
}
