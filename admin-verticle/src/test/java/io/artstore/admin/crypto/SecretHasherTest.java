package io.artstore.admin.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.WithVertx;
import io.artstore.admin.worker.BoundedWorkers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hashes below were made by crypt(3) of libxcrypt 4.4 and by the reference tests of OpenBSD, not by our library. */
class SecretHasherTest extends WithVertx {
    private SecretHasher hasher;

    @BeforeAll
    void openPool() {
        hasher = new SecretHasher(BoundedWorkers.open(vertx, "hasher-test", "testing", 2, 100));
    }

    @ParameterizedTest
    @CsvSource({
        "correct horse battery staple, $2b$12$abcdefghijklmnopqrstuu0sDWleciW5uGBGYwxpcgAsh9WK4bWNy",
        "пароль-Ünï, $2b$12$LJ3m4ys3Lg5V8mZ9kQwErOLdycYu6ZM6xO9ynchF5ZwfFpRYpjmRG",
        "U*U, $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"
    })
    void hashesOfOtherImplementationsVerify(String secret, String hash) {
        assertThat(await(hasher.verify(secret, hash))).isTrue();
        assertThat(await(hasher.verify(secret + "x", hash))).isFalse();
    }

    @Test
    void ofALongSecretSeventyTwoBytesCountAsInTheOriginal() {
        String hash = "$2b$04$LJ3m4ys3Lg5V8mZ9kQwErO0e8ErRuG.5KcIaJpkVhSf6blT9vdi26";

        assertThat(await(hasher.verify("x".repeat(80), hash))).isTrue();
        assertThat(await(hasher.verify("x".repeat(71), hash))).isFalse();
    }

    @Test
    void aNewHashHasTheFormAndCostOfTheOriginalAndVerifies() {
        String hash = await(hasher.hash("a secret of ours"));

        assertThat(hash).startsWith("$2b$12$").hasSize(60);
        assertThat(await(hasher.verify("a secret of ours", hash))).isTrue();
        assertThat(await(hasher.verify("another", hash))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain text",
                "$2b$31$abcdefghijklmnopqrstuu0sDWleciW5uGBGYwxpcgAsh9WK4bWNy",
                "$2b$99$abcdefghijklmnopqrstuu0sDWleciW5uGBGYwxpcgAsh9WK4bWNy",
                "$5$rounds=535000$abc$def"
            })
    void aColumnThatHoldsNoUsableHashMatchesNothing(String hash) {
        assertThat(await(hasher.verify(hash, hash))).isFalse();
    }

    @Test
    void nobodyTakesAsLongAsSomebody() {
        String hash = "$2b$12$abcdefghijklmnopqrstuu0sDWleciW5uGBGYwxpcgAsh9WK4bWNy";
        await(hasher.verify("warm up", hash));

        long somebody = nanos(() -> await(hasher.verify("wrong", hash)));
        long nobody = nanos(() -> await(hasher.verifyNobody("wrong")));

        assertThat(await(hasher.verifyNobody("wrong"))).isFalse();
        // Of the same order: a shortcut would be a thousand times faster. Machines that run tests are busy.
        assertThat((double) nobody / somebody).isBetween(0.2, 5.0);
    }

    private static long nanos(Runnable task) {
        long begun = System.nanoTime();
        task.run();
        return System.nanoTime() - begun;
    }
}
