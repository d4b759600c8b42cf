package io.artstore.admin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people sign in with: a name or an address, and never something that could be both. */
class LoginNamesTest {
    @Property(tries = 1_000)
    void nothingIsBothANameAndAnAddress(@ForAll @StringLength(max = 120) String text) {
        assertThat(Usernames.isValid(text) && EmailAddresses.isValid(text)).isFalse();
    }

    @Property(tries = 500)
    void anAddressIsOneLineAndOneRecipient(@ForAll @StringLength(min = 1, max = 40) String text) {
        String address = text + "@example.org";
        if (EmailAddresses.isValid(address)) {
            assertThat(address).doesNotContain("\r", "\n", ",", ";", "<", ">", " ");
            assertThat(address.chars().filter(character -> character == '@')).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "a-b_c", "Ivan42", "123"})
    void namesOfTheCheckpointAreNames(String name) {
        assertThat(Usernames.isValid(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "a b", "a.b.c", "имя", "a@b", ""})
    void othersAreNot(String name) {
        assertThat(Usernames.isValid(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin@artstore.local", "o'neil+tag@example.org", "имя@пример.рф"})
    void addressesOfLocalHostsAndOtherScriptsAreAddresses(String address) {
        assertThat(EmailAddresses.isValid(address)).isTrue();
    }
}
