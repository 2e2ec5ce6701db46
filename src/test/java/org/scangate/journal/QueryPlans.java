package org.scangate.journal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/** How PostgreSQL answers what goes through a connection: asked before each query is. */
final class QueryPlans {

  private final List<String> plans = new ArrayList<>();
  private final String explain;

  /**
   * @param explain such as {@code explain (analyze, buffers)}
   */
  QueryPlans(String explain) {
    this.explain = explain;
  }

  /** The last one, its lines. */
  String last() {
    return plans.get(plans.size() - 1);
  }

  /** Of all queries so far. */
  List<String> all() {
    return List.copyOf(plans);
  }

  /** The same connection, watched. */
  Connection watching(Connection connection) {
    return proxy(
        Connection.class,
        (self, method, values) -> {
          Object result = of(method, connection, values);
          return result instanceof PreparedStatement query && method.getName().startsWith("prepare")
              ? watching(connection, query, (String) values[0])
              : result;
        });
  }

  private PreparedStatement watching(Connection connection, PreparedStatement query, String sql) {
    TreeMap<Integer, Object> bound = new TreeMap<>();
    return proxy(
        PreparedStatement.class,
        (self, method, values) -> {
          if (method.getName().equals("setObject")) {
            bound.put((Integer) values[0], values[1]);
          } else if (method.getName().equals("executeQuery")) {
            plans.add(plan(connection, sql, bound));
          }
          return of(method, query, values);
        });
  }

  /** As a statement that is prepared: so that a plan for all values can be had, too. */
  private String plan(Connection connection, String sql, Map<Integer, Object> bound)
      throws SQLException {
    String numbered = sql;
    for (int number : bound.keySet()) {
      numbered = numbered.replaceFirst("\\?", Matcher.quoteReplacement("$" + number));
    }
    String values =
        bound.values().stream().map(QueryPlans::literal).collect(Collectors.joining(", "));
    StringBuilder plan = new StringBuilder();
    try (Statement statement = connection.createStatement()) {
      statement.execute("prepare watched as " + numbered);
      String execute = "execute watched" + (values.isEmpty() ? "" : "(" + values + ")");
      try (ResultSet lines = statement.executeQuery(explain + " " + execute)) {
        while (lines.next()) {
          plan.append(lines.getString(1)).append('\n');
        }
      }
      statement.execute("deallocate watched");
    }
    return plan.toString();
  }

  private static String literal(Object value) {
    return value instanceof byte[] bytes
        ? "'\\x" + HexFormat.of().formatHex(bytes) + "'"
        : "'" + value.toString().replace("'", "''") + "'";
  }

  private static Object of(Method method, Object on, Object[] values) throws Throwable {
    try {
      return method.invoke(on, values);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
