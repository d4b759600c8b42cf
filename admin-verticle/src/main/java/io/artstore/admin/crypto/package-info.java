/** The border to the cryptographic libraries: RSA keys and their PEM, JWT signatures, bcrypt; each on its own pool. */
package io.artstore.admin.crypto;
