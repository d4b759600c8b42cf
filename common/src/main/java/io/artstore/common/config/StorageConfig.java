package io.artstore.common.config;

import io.artstore.common.config.ArtStoreConfig.DatabaseOverride;
import io.artstore.common.config.ArtStoreConfig.Listener;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys below {@code artstore.storage}: the elements, one by one. */
public interface StorageConfig {
    /** Absent means one element, {@code storage_elem_01}, on port 8010. */
    Optional<List<Element>> elements();

    /** Reserved for the ingest front door, which this version does not have. */
    Optional<Ingest> ingest();

    interface Element {
        /** Name of the element and prefix of its tables. */
        String id();

        ElementListener http();

        ElementDatabase database();

        @WithDefault("edit")
        ElementMode mode();

        /** Defaults to {@code ${artstore.home}/<id>}. */
        Optional<Path> path();

        @WithDefault("100GB")
        DataSize quota();

        /** The largest document accepted. */
        @WithDefault("64GB")
        DataSize maxFileSize();

        /** How the other modules reach the element; defaults to the listener's address. */
        Optional<String> publicUrl();

        @WithDefault("always")
        Durability durability();

        /** How long a deleted document lies in the trash; zero empties it at once. */
        @WithDefault("24h")
        Duration trashGrace();

        /** Brings an element back from mode {@code ar} to {@code rw}, with mode {@code rw} and a start. */
        @WithDefault("false")
        boolean leaveArchive();

        /** Memory for what is known of documents that are read often; 0 keeps nothing. */
        @WithDefault("32MB")
        DataSize metadataCache();

        /** Memory for the bytes of small documents that are read often; 0 keeps nothing. */
        @WithDefault("16MB")
        DataSize contentCache();

        Scrub scrub();
    }

    /** Reading documents again, to see whether they still are what they were. */
    interface Scrub {
        /** Within which every document is read again; zero for never. */
        @WithDefault("30d")
        Duration period();

        /** How fast at most; 0 for as fast as it goes. */
        @WithDefault("20MB")
        DataSize bytesPerSecond();
    }

    interface ElementListener extends Listener {
        /** Defaults to 8010 for the first element, 8011 for the second, and so on. */
        Optional<Integer> port();
    }

    interface ElementDatabase extends DatabaseOverride {
        /** Defaults to {@code artstore_storage_01} for the first element, and so on. */
        Optional<String> name();
    }

    interface Ingest {
        IngestListener http();
    }

    interface IngestListener extends Listener {
        @WithDefault("8020")
        int port();
    }
}
