package io.artstore.admin.service.audit;

import io.artstore.admin.crypto.AuditKeys;
import io.artstore.admin.domain.audit.Appendix;
import io.artstore.admin.domain.audit.AuditRow;
import io.artstore.admin.domain.audit.ChainHead;
import io.artstore.admin.domain.audit.ChainLink;
import io.artstore.admin.domain.audit.ChainState;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Signs rows, links them to the chain and seals the head that follows. */
final class ChainWriter {
    private final AuditKeys keys;
    private final Clock clock;

    ChainWriter(AuditKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** A row and the event it comes from. */
    record Entry(UUID eventId, AuditRow row) {}

    /** The head of a log in which nothing was recorded yet. */
    ChainHead beginning(long adoptUntil) {
        byte[] nothing = ChainLink.BEGINNING;
        return seal(new ChainHead(0, nothing, 0, nothing, adoptUntil, now(), keys.currentId(), new byte[0]));
    }

    /** New rows behind whatever is there. */
    Appendix append(ChainState state, List<Entry> entries) {
        ChainHead head = trusted(state);
        List<AuditRow> rows = entries.stream().map(entry -> sign(entry.row())).toList();
        List<ChainLink> links = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            ChainLink link = link(head, entries.get(i).eventId(), rows.get(i), false);
            head = head.moved(link, link.appendedAt(), keys.currentId());
            links.add(link);
        }
        return new Appendix(rows, links, seal(head));
    }

    /** Rows that were there before the chain, as they are; when there are none left the head says so. */
    Appendix adopt(ChainState state, List<AuditRow> rows) {
        ChainHead head = trusted(state);
        List<ChainLink> links = new ArrayList<>(rows.size());
        for (AuditRow row : rows) {
            ChainLink link = link(head, UUID.randomUUID(), row, true);
            head = head.moved(link, link.appendedAt(), keys.currentId());
            links.add(link);
        }
        ChainHead next = rows.isEmpty() ? head.adopted(now(), keys.currentId()) : head;
        return new Appendix(rows, links, seal(next));
    }

    /** What is wrong with the head; empty where it is the one that was left here. */
    Optional<String> distrust(ChainState state) {
        if (state.head().isEmpty()) {
            return Optional.of("the head is gone");
        }
        ChainHead head = state.head().get();
        Optional<Boolean> sealed = keys.verifies(head.keyId(), head.sealedText(), head.seal());
        if (sealed.isEmpty()) {
            return Optional.of("the head is sealed with the key " + head.keyId() + ", which is not configured");
        }
        if (!sealed.get()) {
            return Optional.of("the head's seal does not verify");
        }
        byte[] lastHash = state.last().map(ChainLink::rowHash).orElse(head.anchorHash());
        long last = state.last().map(ChainLink::sequence).orElse(head.anchorSequence());
        return last == head.sequence() && Arrays.equals(lastHash, head.rowHash())
                ? Optional.empty()
                : Optional.of("the head is at " + head.sequence() + ", but the last link is " + last);
    }

    ChainHead seal(ChainHead head) {
        return head.sealed(keys.sign(head.sealedText()));
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    String keyId() {
        return keys.currentId();
    }

    /** Where to go on. What the head says beyond the last link is never reused, so that the gap is seen. */
    private ChainHead trusted(ChainState state) {
        ChainHead head = state.head().orElseGet(() -> beginning(0));
        return state.last()
                .filter(last -> last.sequence() >= head.sequence())
                .map(last -> head.moved(last, now(), keys.currentId()))
                .orElse(head);
    }

    private AuditRow sign(AuditRow row) {
        return row.signed(HexFormat.of().formatHex(keys.sign(row.signedText())));
    }

    private ChainLink link(ChainHead head, UUID eventId, AuditRow row, boolean adopted) {
        ChainLink open = new ChainLink(
                head.sequence() + 1,
                row.id(),
                eventId,
                keys.currentId(),
                adopted,
                now(),
                head.rowHash(),
                new byte[0],
                new byte[0]);
        byte[] hash = AuditKeys.hash(open.hashedText(row));
        return open.closed(hash, keys.seal(hash));
    }
}
