/** The typed configuration tree, where its values come from, and everything that can be wrong with it. */
package io.artstore.common.config;
