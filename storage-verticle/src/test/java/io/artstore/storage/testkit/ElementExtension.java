package io.artstore.storage.testkit;

import io.artstore.common.testkit.TestPlatform;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the tests of a class a {@link RunningElement} of their own, started before the first of them and closed after the
 * last: {@code @ExtendWith} it, or register it {@linkplain #with configured} as a static field.
 */
public final class ElementExtension implements BeforeAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ElementExtension.class);

    private final UnaryOperator<TestPlatform.Builder> configuration;

    /** An element as {@link RunningElement#builder()} makes it. */
    public ElementExtension() {
        this(UnaryOperator.identity());
    }

    private ElementExtension(UnaryOperator<TestPlatform.Builder> configuration) {
        this.configuration = configuration;
    }

    /** An element with more settings. */
    public static ElementExtension with(UnaryOperator<TestPlatform.Builder> configuration) {
        return new ElementExtension(configuration);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        store(context).put(RunningElement.class, RunningElement.start(configuration.apply(RunningElement.builder())));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningElement.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return store(context).get(RunningElement.class);
    }

    /** Closes what lies in it when the class is over. */
    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}
