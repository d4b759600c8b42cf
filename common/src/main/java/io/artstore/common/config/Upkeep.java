package io.artstore.common.config;

import java.time.Duration;

/**
 * How an element looks after the documents it was trusted with.
 *
 * @param durability what its answer to an upload promises
 * @param trashGrace how long a deleted document lies in the trash; zero empties it at once
 * @param leaveArchive whether an element in mode {@code ar} becomes {@code rw} when it starts
 * @param metadataCacheBytes how much memory what is known of documents that are read often may take
 * @param contentCacheBytes how much memory the bytes of small documents that are read often may take
 * @param scrubPeriod within which every document is read again; zero for never
 * @param scrubBytesPerSecond how fast at most; 0 for as fast as it goes
 */
public record Upkeep(
        Durability durability,
        Duration trashGrace,
        boolean leaveArchive,
        long metadataCacheBytes,
        long contentCacheBytes,
        Duration scrubPeriod,
        long scrubBytesPerSecond) {}
