package io.artstore.launcher;

import io.artstore.launcher.cli.ArtStoreCommand;

/** The program's entry: runs one command and ends with its exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Logging.toStandardError();
        // An explicit exit, because a command that failed may have left non-daemon threads of Vert.x behind.
        System.exit(ArtStoreCommand.run(args));
    }
}
