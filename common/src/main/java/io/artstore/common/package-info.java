/** The shared ground of every module. */
package io.artstore.common;
