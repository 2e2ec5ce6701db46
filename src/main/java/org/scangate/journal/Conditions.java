package org.scangate.journal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a statement asks for, and the values for it. */
final class Conditions {
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  void add(String condition, Object... bound) {
    conditions.add(condition);
    values.addAll(List.of(bound));
  }

  Conditions and(Conditions more) {
    Conditions all = new Conditions();
    for (Conditions one : List.of(this, more)) {
      all.conditions.addAll(one.conditions);
      all.values.addAll(one.values);
    }
    return all;
  }

  boolean isEmpty() {
    return conditions.isEmpty();
  }

  String where() {
    return isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  void bind(PreparedStatement query) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      query.setObject(i + 1, values.get(i));
    }
  }
}
