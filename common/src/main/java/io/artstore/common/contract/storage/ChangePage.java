package io.artstore.common.contract.storage;

import java.util.List;

public record ChangePage(List<String> changes, String nextCursor) {}
