package io.artstore.storage.service;

import io.artstore.common.security.Caller;
import io.artstore.storage.service.Capacity.Reservation;

/** An upload that was let in, with room reserved for it. Whoever was let in either creates or leaves. */
public final class Admission {
    private final Caller caller;
    private final Reservation reservation;

    Admission(Caller caller, Reservation reservation) {
        this.caller = caller;
        this.reservation = reservation;
    }

    Caller caller() {
        return caller;
    }

    Reservation reservation() {
        return reservation;
    }

    /** Gives the room back; harmless when that was done before. */
    public void leave() {
        reservation.release();
    }
}
