/** {@code artstore demo}: the whole chain through the front doors, as an outside client sees it. */
package io.artstore.launcher.demo;
