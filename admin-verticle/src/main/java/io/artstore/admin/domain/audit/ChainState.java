package io.artstore.admin.domain.audit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What whoever appends finds, while nobody else can append.
 *
 * @param head empty where somebody removed it
 * @param last the last link there is; empty where there is none
 * @param recorded which of the events are in the log already
 * @param users which of the users exist
 * @param serviceAccounts which of the service accounts exist
 * @param freeIds numbers for new rows, ascending
 */
public record ChainState(
        Optional<ChainHead> head,
        Optional<ChainLink> last,
        Set<UUID> recorded,
        Set<Integer> users,
        Set<UUID> serviceAccounts,
        List<Long> freeIds) {}
