package org.scangate.journal;

import java.nio.file.Path;
import java.time.Period;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.scangate.scan.DataSize;

/**
 * How the journal is kept.
 *
 * @param kept false: nothing is
 * @param folder of the local file, and of the embedded database; empty: there is none that could be
 *     used, so that nothing is kept
 * @param fileMax bound on the local file
 * @param database where the records end up; empty: its keys are wrong, so that they wait in the
 *     file
 * @param keep how long records of OK scans are kept
 * @param keepFindings how long all others are
 * @param personal how long the personal fields of OK scans are kept; empty: they are never written
 */
public record JournalSettings(
    boolean kept,
    Optional<Path> folder,
    DataSize fileMax,
    Optional<Database> database,
    Period keep,
    Period keepFindings,
    Optional<Period> personal) {

  /** Where the records end up. */
  public sealed interface Database {

    /**
     * As it is opened.
     *
     * @param data the data folder
     * @throws JournalException where the server has no such DataSource now
     */
    DatabaseSettings resolve(Path data) throws JournalException;

    /** A DataSource of the server, by its name. */
    record Jndi(String name) implements Database {
      @Override
      @SuppressWarnings("BanJNDI") // the name is the administrator's, who has the server as well
      public DatabaseSettings resolve(Path data) throws JournalException {
        try {
          return new DatabaseSettings.Given(name, InitialContext.doLookup(name));
        } catch (NamingException | ClassCastException e) {
          throw new JournalException(
              "the server has no DataSource "
                  + name
                  + " (scangate.journal.datasource): make one, or name another; "
                  + e.getMessage(),
              true,
              e);
        }
      }
    }

    /**
     * By a URL.
     *
     * @param user empty: none
     * @param password empty: none
     */
    record Url(String url, String user, String password) implements Database {
      @Override
      public DatabaseSettings resolve(Path data) {
        return new DatabaseSettings.Url(url, user, password);
      }

      /** Without what may be secret. */
      @Override
      public String toString() {
        return resolve(Path.of("")).toString();
      }
    }

    /**
     * An embedded one in the data folder.
     *
     * @param max bound on its size
     */
    record Embedded(DataSize max) implements Database {
      @Override
      public DatabaseSettings resolve(Path data) {
        return new DatabaseSettings.Embedded(data);
      }
    }
  }
}
