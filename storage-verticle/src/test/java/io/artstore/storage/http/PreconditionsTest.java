package io.artstore.storage.http;

import static io.artstore.storage.http.Preconditions.Outcome.FAILED;
import static io.artstore.storage.http.Preconditions.Outcome.NOT_MODIFIED;
import static io.artstore.storage.http.Preconditions.Outcome.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.Documents;
import io.artstore.storage.domain.EntityTags;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreconditionsTest {
    private static final AttributeDocument REPORT = Documents.report();
    private static final String TAG = EntityTags.ofContent(REPORT);
    private static final String STORED = "Sun, 22 Nov 2026 12:47:47 GMT";
    private static final String BEFORE = "Sun, 22 Nov 2026 12:47:46 GMT";

    @Test
    void passWithoutConditions() {
        assertThat(conditions(null, null, null, null).check(REPORT)).isEqualTo(PASSED);
    }

    @Test
    void failWhenAnotherDocumentIsMeant() {
        assertThat(conditions("\"x\"", null, null, null).check(REPORT)).isEqualTo(FAILED);
        assertThat(conditions(null, BEFORE, null, null).check(REPORT)).isEqualTo(FAILED);
    }

    @Test
    void sayNotModifiedToWhoHasIt() {
        assertThat(conditions(null, null, "W/" + TAG, null).check(REPORT)).isEqualTo(NOT_MODIFIED);
        assertThat(conditions(null, null, null, STORED).check(REPORT)).isEqualTo(NOT_MODIFIED);
        assertThat(conditions(TAG, null, TAG, null).check(REPORT)).isEqualTo(NOT_MODIFIED);
    }

    @Test
    void preferTagsToDates() {
        assertThat(conditions(TAG, BEFORE, null, null).check(REPORT)).isEqualTo(PASSED);
        assertThat(conditions(null, null, "\"x\"", STORED).check(REPORT)).isEqualTo(PASSED);
    }

    @Test
    void ignoreWhatIsNoDate() {
        assertThat(conditions(null, "never", null, "yesterday").check(REPORT)).isEqualTo(PASSED);
    }

    @Test
    void honourARangeOnlyForExactlyWhatTheCallerHas() {
        assertThat(range(null).rangeApplies(REPORT)).isTrue();
        assertThat(range(TAG).rangeApplies(REPORT)).isTrue();
        assertThat(range(STORED).rangeApplies(REPORT)).isTrue();
        assertThat(range("W/" + TAG).rangeApplies(REPORT)).isFalse();
        assertThat(range("\"x\"").rangeApplies(REPORT)).isFalse();
        assertThat(range(BEFORE).rangeApplies(REPORT)).isFalse();
        assertThat(range("nonsense").rangeApplies(REPORT)).isFalse();
    }

    private static Preconditions conditions(
            String ifMatch, String ifUnmodifiedSince, String ifNoneMatch, String ifModifiedSince) {
        return new Preconditions(
                Optional.ofNullable(ifMatch),
                Optional.ofNullable(ifUnmodifiedSince),
                Optional.ofNullable(ifNoneMatch),
                Optional.ofNullable(ifModifiedSince),
                Optional.empty());
    }

    private static Preconditions range(String ifRange) {
        return new Preconditions(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.ofNullable(ifRange));
    }
}
