package org.scangate.journal;

import java.nio.file.Path;
import javax.sql.DataSource;

/** Which database the journal is kept in. */
public sealed interface DatabaseSettings {

  /**
   * One of the server's.
   *
   * @param name by which it was looked up, for messages
   */
  record Given(String name, DataSource source) implements DatabaseSettings {
    @Override
    public String toString() {
      return "the DataSource " + name;
    }
  }

  /**
   * One that a JDBC URL names: PostgreSQL or H2.
   *
   * @param user empty: none
   * @param password empty: none
   */
  record Url(String url, String user, String password) implements DatabaseSettings {

    /** Without what may be secret: drivers take a password in the URL, too. */
    @Override
    public String toString() {
      int end = url.length();
      for (char parameters : new char[] {'?', ';'}) {
        int begin = url.indexOf(parameters);
        end = begin < 0 ? end : Math.min(end, begin);
      }
      String place = url.substring(0, end);
      int user = place.lastIndexOf('@');
      int host = place.indexOf("//");
      return user > host && host >= 0
          ? place.substring(0, host + 2) + place.substring(user + 1)
          : place;
    }
  }

  /** An H2 database in a folder, which one process opens. */
  record Embedded(Path folder) implements DatabaseSettings {
    /** What the database's file is called. */
    static final String FILE = "journal.mv.db";

    Path file() {
      return folder.resolve(FILE);
    }

    @Override
    public String toString() {
      return file().toString();
    }
  }
}
