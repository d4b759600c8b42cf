package io.artstore.launcher.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * No Future of Vert.x is dropped: its failure would reach nobody.
 *
 * <p>The compiler's check knows only the Future of the JDK. This one reads the compiled classes: a call that returns a
 * Future, directly followed by an instruction that throws the result away, drops it. Only a Future whose failure was
 * handed to somebody may end there.
 */
class DroppedFutureTest {
    private static final Set<String> FUTURES =
            Set.of(Type.getDescriptor(Future.class), Type.getDescriptor(CompositeFuture.class));
    /** These give the failure to a handler and return the same Future again. */
    private static final Set<String> HANDLES_FAILURE = Set.of("onFailure", "onComplete");
    /** Returns the same Future again, so that whether its failure was handled stays as it was. */
    private static final String LOOKS_ON = "onSuccess";

    private static final List<String> MODULES =
            List.of("common", "admin-verticle", "storage-verticle", "query-verticle", "launcher");

    @Test
    void everyFutureIsReturnedComposedOrItsFailureHandled() {
        List<String> dropped = new ArrayList<>();
        for (String module : MODULES) {
            Path classes = Path.of("..", module, "target", "classes");
            assertThat(classes).isDirectory();
            classFiles(classes).forEach(file -> scan(file, dropped));
        }

        assertThat(dropped).isEmpty();
    }

    @Test
    void aDroppedFutureIsSeen() {
        List<String> dropped = new ArrayList<>();

        scan(classFile(Dropper.class), dropped);

        assertThat(dropped).hasSize(2).allMatch(where -> where.contains("Dropper"));
    }

    /** Drops two Futures and handles one, for the test of the test. */
    static final class Dropper {
        void drop() {
            Future.succeededFuture().mapEmpty();
        }

        void dropAfterSuccess() {
            Future.succeededFuture().onSuccess(value -> {});
        }

        void handle() {
            Future.succeededFuture().onFailure(failure -> {}).onSuccess(value -> {});
        }
    }

    private static Path classFile(Class<?> type) {
        return Path.of("target", "test-classes", Type.getInternalName(type) + ".class");
    }

    private static List<Path> classFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void scan(Path file, List<String> dropped) {
        try {
            new ClassReader(Files.readAllBytes(file)).accept(new Scanner(dropped), ClassReader.SKIP_FRAMES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks at every method of a class. */
    private static final class Scanner extends ClassVisitor {
        private final List<String> dropped;
        private String type;

        Scanner(List<String> dropped) {
            super(Opcodes.ASM9);
            this.dropped = dropped;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            type = name;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            return new Calls(type + "." + name, dropped);
        }
    }

    /** Follows a chain of calls: whether it ends in a Future, and whether that Future's failure was handled. */
    private static final class Calls extends MethodVisitor {
        private final String method;
        private final List<String> dropped;
        private String fresh;
        private boolean handled;
        private int line;

        Calls(String method, List<String> dropped) {
            super(Opcodes.ASM9);
            this.method = method;
            this.dropped = dropped;
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            fresh = FUTURES.contains(Type.getReturnType(descriptor).getDescriptor()) ? name : null;
            if (fresh != null && !fresh.equals(LOOKS_ON)) {
                handled = HANDLES_FAILURE.contains(fresh);
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.POP && fresh != null && !handled) {
                dropped.add(method + " line " + line + " drops what " + fresh + "() returns");
            }
            fresh = null;
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            fresh = null;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            fresh = null;
        }
    }
}
