package io.artstore.storage.domain;

import java.util.Locale;

/** What must hold of every document, each named by how it is broken. */
public enum FindingRule {
    /** Data and attribute file are in order, and the database does not list the document. */
    ROW_MISSING,
    /** The row says something else than the attribute file. */
    ROW_DIFFERENT,
    /** The database lists a document of which nothing is on disk. */
    ROW_WITHOUT_FILE,
    /** The database refuses what the attribute file says. */
    ROW_REFUSED,
    /** A listed document's data is there, its attribute file is not. */
    ATTRIBUTES_MISSING,
    /** The attribute file cannot be read as one. */
    ATTRIBUTES_DAMAGED,
    /** The attribute file describes a document that lies elsewhere. */
    ATTRIBUTES_MISPLACED,
    /** An attribute file without the data it describes. */
    DATA_MISSING,
    /** The data has another length than the attribute file says. */
    SIZE_MISMATCH,
    /** The data has another SHA-256 than the attribute file says. */
    DIGEST_MISMATCH,
    /** Data of a document, without attribute file and row. */
    ORPHAN_DATA,
    /** Something that no element put there. */
    FOREIGN_FILE,
    /** Never followed, so whatever it stands for is not there. */
    SYMBOLIC_LINK,
    /** Two attribute files claim the same id. */
    DUPLICATE_ID,
    /** The medium refuses to show something. */
    UNREADABLE,
    /** The document was being written whenever it was looked at. */
    BUSY;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static FindingRule ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
