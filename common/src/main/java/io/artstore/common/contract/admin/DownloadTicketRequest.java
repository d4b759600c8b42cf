package io.artstore.common.contract.admin;

/**
 * What a ticket is for and for whom.
 *
 * @param elementId the element that shall accept it
 * @param fileId the document it opens
 * @param subject the caller's {@code sub}
 * @param username the caller's name
 * @param role the caller's role as access tokens spell it
 * @param sessionId the {@code sid} of the caller's token, so that the ticket ends with the session; null where it has none
 */
public record DownloadTicketRequest(
        String elementId, String fileId, String subject, String username, String role, String sessionId) {}
