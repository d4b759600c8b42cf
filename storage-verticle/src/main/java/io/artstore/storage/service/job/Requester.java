package io.artstore.storage.service.job;

import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.contract.admin.AuditEvent.ActorType;
import io.artstore.common.security.Caller;
import io.artstore.common.security.Origin;

/**
 * Who asked for a job, for the job's own record and for the audit log.
 *
 * @param name a user name, a client id, or what of the program it was
 */
public record Requester(String name, Actor actor, Origin origin) {

    /** Somebody who has shown a token. */
    public static Requester of(Caller caller) {
        return new Requester(caller.username(), AuditType.actor(caller), caller.origin());
    }

    /** A part of the program, or a command on the machine itself. */
    public static Requester system(String name) {
        return new Requester(name, new Actor(ActorType.SYSTEM, null, name, null), Origin.NONE);
    }
}
