package io.artstore.common.http.fields;

import io.artstore.common.error.FieldError;
import io.artstore.common.error.ServiceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * The fields of one part of a request (body, query, path), read by name and type.
 *
 * <p>Rules of the checkpoint hold: a text is a JSON string and nothing else; whole numbers may also be written
 * {@code "5"} or {@code 5.0}, booleans {@code "true"}, {@code 1}, {@code "on"}; unknown members are ignored; JSON null
 * is the same as absent. Beyond it, NUL and unpaired surrogates are rejected in texts, numbers must fit, and a parameter
 * that stands for one value must not be repeated.
 */
public final class Fields {
    private static final int MAX_OTHERS_TOLD = 10;
    private static final int MAX_NAME_TOLD = 60;

    private final String location;
    private final Map<String, ?> values;
    private final Conversion conversion;
    private final List<FieldError> problems = new ArrayList<>();

    private Fields(String location, Map<String, ?> values, boolean text) {
        this.location = location;
        this.values = values;
        this.conversion = new Conversion(text);
    }

    /** Reads JSON members; throws 422 with every rejected field, else returns what the reader made. */
    public static <T> T read(String location, Map<String, Object> members, Function<Fields, T> reader) {
        return new Fields(location, members, false).apply(reader);
    }

    /** Reads named texts, such as query parameters; throws 422 with every rejected field. */
    public static <T> T readText(String location, Map<String, List<String>> texts, Function<Fields, T> reader) {
        return new Fields(location, texts, true).apply(reader);
    }

    public StringField string(String name) {
        Slot slot = slot(name, false);
        return new StringField(slot, conversion.string(slot, values.get(name)));
    }

    /** A text that no message ever shows. */
    public StringField secret(String name) {
        Slot slot = slot(name, true);
        return new StringField(slot, conversion.string(slot, values.get(name)));
    }

    public NumberField<Integer> integer(String name) {
        Slot slot = slot(name, false);
        Long number = conversion.integer(slot, values.get(name), Integer.MIN_VALUE, Integer.MAX_VALUE);
        return new NumberField<>(slot, number == null ? null : Math.toIntExact(number), 0);
    }

    public NumberField<Long> longInteger(String name) {
        Slot slot = slot(name, false);
        return new NumberField<>(slot, conversion.integer(slot, values.get(name), Long.MIN_VALUE, Long.MAX_VALUE), 0L);
    }

    public Field<Boolean> bool(String name) {
        Slot slot = slot(name, false);
        return new Field<>(slot, conversion.bool(slot, values.get(name)), false);
    }

    /** A constant by its name in lower case, as the checkpoint spells its enumerations in JSON. */
    public <E extends Enum<E>> Field<E> enumeration(String name, Class<E> type) {
        List<E> constants = Arrays.asList(type.getEnumConstants());
        List<String> labels = constants.stream()
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        StringField text = string(name).oneOf(labels.toArray(String[]::new));
        return text.as(label -> constants.get(labels.indexOf(label)), constants.get(0));
    }

    /** ISO 8601: with an offset, without one (then UTC), or a date (its first instant in UTC). */
    public Field<Instant> instant(String name) {
        Slot slot = slot(name, false);
        String text = conversion.string(slot, values.get(name));
        return new Field<>(slot, text == null ? null : Instants.parse(slot, text), Instant.EPOCH);
    }

    /** As {@link #instant}, or a JSON number: seconds since 1970, or milliseconds where that would be past the year 2600. */
    public Field<Instant> instantOrUnix(String name) {
        if (values.get(name) instanceof Number number) {
            Slot slot = slot(name, false);
            return new Field<>(slot, Instants.ofUnix(slot, number), Instant.EPOCH);
        }
        return instant(name);
    }

    /** Any spelling the checkpoint accepts: with or without dashes, in braces, as a URN, in either case. */
    public Field<UUID> uuid(String name) {
        Slot slot = slot(name, false);
        String text = conversion.string(slot, values.get(name));
        return new Field<>(slot, text == null ? null : Uuids.parse(slot, text), Uuids.NIL);
    }

    public ListField strings(String name) {
        Slot slot = slot(name, false);
        return new ListField(slot, conversion.strings(slot, values.get(name)));
    }

    /** A JSON object; in a form its text is parsed. */
    public ObjectField object(String name) {
        Slot slot = slot(name, false);
        return new ObjectField(slot, conversion.object(slot, values.get(name)));
    }

    /** Whether the field was given at all, be it as null: for updates, where null may mean "clear". */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Reports what no single field is guilty of; {@code name} is the field to show it at. */
    public void reject(String name, String message) {
        slot(name, false).reject("value_error", message);
    }

    /** Rejects members of other names: where passing one over would hide that nothing came of it. */
    public void requireOnly(String... names) {
        List<String> known = Arrays.asList(names);
        values.keySet().stream()
                .filter(name -> !known.contains(name))
                .limit(MAX_OTHERS_TOLD)
                .forEach(name -> slot(shortened(name), false)
                        .reject("extra_forbidden", "cannot be given here; what can is " + String.join(", ", known)));
    }

    private static String shortened(String name) {
        return name.length() <= MAX_NAME_TOLD ? name : name.substring(0, MAX_NAME_TOLD) + "...";
    }

    private <T> T apply(Function<Fields, T> reader) {
        T result = null;
        try {
            result = reader.apply(this);
        } catch (RuntimeException e) {
            // A record may well refuse the placeholder of a rejected field; the rejection says why.
            if (problems.isEmpty()) {
                throw e;
            }
        }
        if (!problems.isEmpty()) {
            throw ServiceException.validation(problems);
        }
        return result;
    }

    private Slot slot(String name, boolean secret) {
        return new Slot(location + "." + name, secret, problems);
    }
}
