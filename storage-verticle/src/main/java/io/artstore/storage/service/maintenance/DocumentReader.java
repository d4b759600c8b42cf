package io.artstore.storage.service.maintenance;

import io.artstore.common.config.ElementMode;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.DocumentKey;
import io.artstore.storage.domain.Finding;
import io.artstore.storage.domain.FindingRule;
import io.artstore.storage.domain.StorageFilename;
import io.artstore.storage.service.ModeGate;
import io.artstore.storage.service.maintenance.Reading.Flawed;
import io.artstore.storage.service.maintenance.Reading.Sound;
import io.artstore.storage.service.maintenance.Reading.Vanished;
import io.artstore.storage.store.AttributeCodec;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.DamagedAttributesException;
import io.artstore.storage.store.StoredPair;
import io.vertx.core.Future;
import java.util.List;

/** Reads documents from disk, attribute file and length of the data, and tells the sound from the flawed. */
final class DocumentReader {
    private final BlobStore store;
    private final ModeGate gate;

    DocumentReader(BlobStore store, ModeGate gate) {
        this.store = store;
        this.gate = gate;
    }

    Future<List<Reading>> read(List<DocumentKey> keys) {
        boolean dataIsElsewhere = gate.mode() == ElementMode.AR;
        return store.examine(keys)
                .map(pairs ->
                        pairs.stream().map(pair -> read(pair, dataIsElsewhere)).toList());
    }

    private static Reading read(StoredPair pair, boolean dataIsElsewhere) {
        if (pair.problem().isPresent()) {
            return flawed(pair.key(), FindingRule.UNREADABLE, pair.problem().get());
        }
        if (pair.attributes().isEmpty()) {
            return new Vanished(pair.key());
        }
        try {
            AttributeDocument document = AttributeCodec.decode(pair.attributes().get());
            return judge(pair, document, dataIsElsewhere);
        } catch (DamagedAttributesException damaged) {
            return flawed(pair.key(), FindingRule.ATTRIBUTES_DAMAGED, damaged.getMessage());
        }
    }

    private static Reading judge(StoredPair pair, AttributeDocument document, boolean dataIsElsewhere) {
        DocumentKey key = pair.key();
        String place = document.storagePath() + document.storageFilename();
        if (!place.equals(key.path())) {
            return flawed(
                    key,
                    document,
                    FindingRule.ATTRIBUTES_MISPLACED,
                    "its attribute file says that it lies at " + place);
        }
        if (pair.dataBytes().isEmpty()) {
            return dataIsElsewhere
                    ? new Sound(key, document)
                    : flawed(key, document, FindingRule.DATA_MISSING, "there is no data beside its attribute file");
        }
        long size = pair.dataBytes().getAsLong();
        return size == document.sizeBytes()
                ? new Sound(key, document)
                : flawed(
                        key,
                        document,
                        FindingRule.SIZE_MISMATCH,
                        "its data has " + size + " bytes, its attribute file says " + document.sizeBytes());
    }

    private static Flawed flawed(DocumentKey key, AttributeDocument document, FindingRule rule, String detail) {
        return new Flawed(key, Finding.of(rule, document.fileId(), key.path(), detail));
    }

    private static Flawed flawed(DocumentKey key, FindingRule rule, String detail) {
        return new Flawed(
                key, Finding.of(rule, StorageFilename.idIn(key.filename()).orElse(null), key.attributePath(), detail));
    }
}
