package io.artstore.admin;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.admin.AdminClient.Resource;
import org.junit.jupiter.api.extension.ExtendWith;

/** For tests of service accounts over HTTP: whoever administers them, and accounts put straight into the database. */
@ExtendWith(AdminExtension.class)
abstract class WithServiceAccounts {
    static final String PATH = "/api/v1/service-accounts";

    final AdminClient admin;
    final String token;
    final Resource accounts;

    WithServiceAccounts(AdminFixture installation) {
        admin = installation.admin();
        token = installation.token();
        accounts = admin.at(PATH, token);
    }

    Answer tokens(String id) {
        return QuickIdentities.tokens(admin, id);
    }

    String account(String role) {
        return QuickIdentities.account(admin, role);
    }
}
