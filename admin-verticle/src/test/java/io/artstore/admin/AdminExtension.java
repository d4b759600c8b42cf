package io.artstore.admin;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link AdminFixture} or the {@link RegistryFixture} of their JVM, started for the first of them and closed
 * after the last. For tests that leave what others made as it was; the others start their own.
 */
final class AdminExtension implements ParameterResolver {
    private static final Map<Class<?>, Supplier<Object>> FIXTURES = Map.of(
            AdminFixture.class,
            AdminFixture::start,
            RegistryFixture.class,
            () -> RegistryFixture.start(Duration.ofMinutes(1)));

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return FIXTURES.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(AdminExtension.class))
                .getOrComputeIfAbsent(parameter.getParameter().getType(), type -> FIXTURES.get(type)
                        .get());
    }
}
