package io.artstore.launcher.cli;

import io.artstore.common.config.ConfigException;
import io.artstore.common.config.ConfigProblem;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command threw into a message for people and an exit code. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof ConfigException config) {
            err.println("The configuration cannot be used:");
            for (ConfigProblem problem : config.problems()) {
                err.println("  " + problem);
            }
            err.flush();
            return ExitCode.USAGE;
        }
        err.println(command.getCommandSpec().qualifiedName() + " failed: " + message(failure));
        err.flush();
        LoggerFactory.getLogger(Failures.class).atDebug().setCause(failure).log("details of the failure");
        return ExitCode.SOFTWARE;
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
