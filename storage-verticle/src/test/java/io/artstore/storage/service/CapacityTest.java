package io.artstore.storage.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.service.Capacity.Reservation;
import org.junit.jupiter.api.Test;

class CapacityTest {
    private static final long MB = 1024 * 1024;

    private final Capacity capacity = new Capacity(100 * MB, 80 * MB);

    @Test
    void countsReservationsAgainstTheQuota() {
        Reservation first = capacity.reserve(60 * MB);

        assertThatThrownBy(() -> capacity.reserve(60 * MB)).isInstanceOfSatisfying(ServiceException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.INSUFFICIENT_STORAGE);
            assertThat(refused.facts()).containsKeys("required_bytes", "available_bytes");
        });

        first.release();
        capacity.reserve(60 * MB);
    }

    @Test
    void refusesByDeclaredLengthBeforeAnythingArrives() {
        assertThatThrownBy(() -> capacity.reserve(81 * MB)).isInstanceOfSatisfying(ServiceException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE);
            assertThat(refused.facts()).containsEntry("limit_bytes", 80 * MB);
        });
    }

    @Test
    void letsUploadsOfUndeclaredLengthGrowToTheLimitAndNoFurther() {
        Reservation reservation = capacity.reserve(-1);
        for (int i = 0; i < 80; i++) {
            reservation.count((int) MB);
        }

        assertThatThrownBy(() -> reservation.count(1)).hasMessageContaining("80MB");
    }

    @Test
    void stopsAnUploadThatOutgrowsTheRoom() {
        capacity.load(1, 99 * MB);
        Reservation reservation = capacity.reserve(-1);
        reservation.count((int) MB);

        assertThatThrownBy(() -> reservation.count(1))
                .isInstanceOfSatisfying(ServiceException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ErrorCode.INSUFFICIENT_STORAGE));
    }

    @Test
    void fillsTheQuotaToTheLastByte() {
        Reservation reservation = capacity.reserve(-1);
        capacity.load(1, 90 * MB);
        reservation.count((int) (10 * MB));
        capacity.added(10 * MB);
        reservation.release();

        assertThat(capacity.level().availableBytes()).isZero();
        assertThat(capacity.level().liveFiles()).isEqualTo(2);
    }

    @Test
    void asksTheQuotaAloneForWhatComesBackFromTheTrash() {
        capacity.observeDisk(0);
        capacity.load(1, 50 * MB);
        Reservation upload = capacity.reserveRestored(20 * MB);

        assertThatThrownBy(() -> capacity.reserveRestored(40 * MB)).hasMessageContaining("has room for " + 30 * MB);

        upload.release();
        capacity.reserveRestored(40 * MB);
    }

    @Test
    void stopsBeforeTheDiskIsFull() {
        capacity.observeDisk(70 * MB);

        assertThatThrownBy(() -> capacity.reserve(10 * MB)).hasMessageContaining("has room for");
    }

    @Test
    void isEmptyAgainWhenEverythingIsGone() {
        capacity.added(5);
        capacity.removed(5);

        assertThat(capacity.level()).isEqualTo(new Capacity.Level(100 * MB, 0, 0, 0, 0, 100 * MB));
    }
}
