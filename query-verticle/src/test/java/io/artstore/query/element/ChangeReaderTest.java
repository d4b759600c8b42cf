package io.artstore.query.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.contract.storage.Change;
import io.artstore.common.contract.storage.ChangePage;
import io.artstore.common.contract.storage.ChangeType;
import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.query.domain.IndexPage;
import io.artstore.query.domain.IndexPage.Unindexable;
import io.artstore.query.domain.IndexedDocument;
import io.artstore.query.testkit.Documents;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeReaderTest {
    private static final Instant NOW = Instant.parse("2025-11-16T08:30:00Z");

    @Test
    void onlyTheLastWordOnEachDocumentRemains() {
        DocumentFacts kept = Documents.named("kept.txt");
        DocumentFacts gone = Documents.named("gone.txt");
        DocumentFacts back = Documents.named("back.txt");

        IndexPage page = read(
                created(kept),
                created(gone),
                deleted(back),
                created(back),
                deleted(gone),
                modeChanged(),
                created(kept));

        assertThat(page.upserts())
                .extracting(IndexedDocument::id)
                .containsExactlyInAnyOrder(kept.fileId(), back.fileId())
                .isSorted();
        assertThat(page.deletions()).containsExactly(gone.fileId());
        assertThat(page.unindexable()).isEmpty();
    }

    @Test
    void whatLacksAFactIsSetAsideWithTheReason() {
        DocumentFacts good = Documents.named("good.txt");
        DocumentFacts nameless = Documents.named(null);
        DocumentFacts timeless = Documents.at("timeless.txt", null);
        DocumentFacts ancient = Documents.at("ancient.txt", Instant.MIN);

        IndexPage page = read(created(nameless), created(timeless), created(ancient), created(good));

        assertThat(page.upserts()).extracting(IndexedDocument::id).containsExactly(good.fileId());
        assertThat(page.unindexable())
                .extracting(Unindexable::fileId)
                .containsExactly(nameless.fileId(), timeless.fileId(), ancient.fileId());
    }

    @Test
    void anotherElementsPageIsRefused() {
        ChangePage page = new ChangePage("other", "http://h:1", List.of(), "1", false);

        assertThatThrownBy(() -> ChangeReader.read("elem", "", page)).hasMessageContaining("other");
    }

    @Test
    void anElementWithoutAnAddressIsRefusedWithTheRemedy() {
        ChangePage page = new ChangePage("elem", "nowhere", List.of(), "1", false);

        assertThatThrownBy(() -> ChangeReader.read("elem", "", page)).hasMessageContaining("public-url");
    }

    private static IndexPage read(Change... changes) {
        return ChangeReader.read("elem", "", new ChangePage("elem", "http://h:1/", List.of(changes), "9", false));
    }

    private static Change created(DocumentFacts document) {
        return new Change(ChangeType.CREATED, document.fileId(), NOW, document);
    }

    private static Change deleted(DocumentFacts document) {
        return new Change(ChangeType.DELETED, document.fileId(), NOW, null);
    }

    private static Change modeChanged() {
        return new Change(ChangeType.MODE_CHANGED, null, NOW, null);
    }
}
