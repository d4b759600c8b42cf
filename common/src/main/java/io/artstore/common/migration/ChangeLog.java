package io.artstore.common.migration;

import io.artstore.common.database.ModuleDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids of a module's change sets in their order, read without Liquibase, so that a start with nothing to do costs
 * two small queries instead of Liquibase's initialisation.
 */
final class ChangeLog {

    static final String ROOT = "changelog.yaml";

    private static final Pattern TAG = Pattern.compile("tagDatabase: \\{tag: (\\w+)}");
    private static final Pattern INCLUDE = Pattern.compile("include: \\{file: ([\\w./-]+)");
    private static final Pattern CHANGE_SET = Pattern.compile("--changeset artstore:(\\S+).*");

    private final List<String> ids;

    private ChangeLog(List<String> ids) {
        this.ids = List.copyOf(ids);
    }

    static ChangeLog of(ModuleDatabase database) {
        var resources = new ModuleResources(database);
        var ids = new ArrayList<String>();
        for (String line : resources.lines(ROOT)) {
            Matcher tag = TAG.matcher(line);
            if (tag.find()) {
                ids.add(tag.group(1));
            }
            Matcher include = INCLUDE.matcher(line);
            if (include.find()) {
                ids.addAll(changeSets(resources.lines(include.group(1))));
            }
        }
        return new ChangeLog(ids);
    }

    private static List<String> changeSets(List<String> lines) {
        return lines.stream()
                .map(CHANGE_SET::matcher)
                .filter(Matcher::matches)
                .map(changeSet -> changeSet.group(1))
                .toList();
    }

    List<String> ids() {
        return ids;
    }

    /** The change sets a database has at a target, the target's own tag included. */
    List<String> upTo(Target target) {
        return target == Target.HEAD ? ids : ids.subList(0, ids.indexOf(target.tag()) + 1);
    }

    /** The change sets after the checkpoint. */
    List<String> extensions() {
        return ids.subList(upTo(Target.CHECKPOINT).size(), ids.size());
    }
}
