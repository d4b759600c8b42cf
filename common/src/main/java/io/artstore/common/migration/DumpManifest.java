package io.artstore.common.migration;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What a copy of one database holds. It is written last, so a copy without it is incomplete.
 *
 * @param formatVersion of the copy's layout, {@value #FORMAT}
 * @param revision of the contract
 * @param state the word of a {@link Target}: {@code head} or {@code checkpoint}
 * @param takenAt an instant in ISO 8601
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DumpManifest(
        int formatVersion,
        String module,
        String prefix,
        String revision,
        String state,
        String postgresVersion,
        String takenAt,
        List<TableCopy> tables,
        List<SequenceValue> sequences) {

    static final int FORMAT = 1;

    public DumpManifest {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }

    /**
     * One table's rows, in the order of its primary key.
     *
     * @param name qualified
     * @param bytes the size of the file of rows
     * @param sha256 of that file, in hexadecimal
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record TableCopy(String name, List<String> columns, long rows, long bytes, String sha256) {

        public TableCopy {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Where a sequence stood.
     *
     * @param called whether {@code lastValue} was handed out already
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record SequenceValue(String name, long lastValue, boolean called) {}

    Target target() {
        return state.equals(Target.HEAD.tag()) ? Target.HEAD : Target.CHECKPOINT;
    }
}
