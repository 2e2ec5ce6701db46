package org.scangate.journal;

import java.util.List;

/**
 * What an erasure came to.
 *
 * @param scans whose user, client and file name are gone from the database; what was on its way
 *     there comes without them, and is not counted
 * @param setAside likewise from the file of records that the database refuses
 * @param left files in the data folder which may still have the user, to be deleted by hand:
 *     damaged databases that were set aside
 */
public record PersonalErased(long scans, long setAside, List<String> left) {

  public PersonalErased {
    left = List.copyOf(left);
  }
}
