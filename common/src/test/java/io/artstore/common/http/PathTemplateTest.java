package io.artstore.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request's path belongs to the template that its route was mounted with. */
class PathTemplateTest {
    @ParameterizedTest(name = "{0}, exact {1}: {2} is {3}")
    @CsvSource({
        "/files/:id/download, true, /files/7/download, true",
        "/files/:id/download, true, /files/7/download/, true",
        "/files/:id/download, true, /files/7/download/x, false",
        "/files/:id/download, true, /files//download, false",
        "/files/:id/download, true, /files/7, false",
        "/files/:id/download, true, /files/7/downloads, false",
        "/files/:id, true, /files/7, true",
        "/files/:id, true, /files/, false",
        "/files, true, /files, true",
        "/files, true, /files/, true",
        "/files, true, /files//, false",
        "/files, true, /file, false",
        "/docs, false, /docs, true",
        "/docs, false, /docs/a/b, true",
        "/docs, false, /docsx, false",
        "'', true, /, true",
        "'', true, /x, false",
        "'', true, *, false",
        "'', false, *, false",
        "/:id, true, *, false",
        "'', false, /x/y, true"
    })
    void isMatchedSegmentBySegment(String template, boolean exact, String path, boolean matches) {
        assertThat(PathTemplate.of(template, exact).matches(path)).isEqualTo(matches);
    }
}
