/** Who is calling and what they may do: token verification and the one role table of all modules. */
package io.artstore.common.security;
