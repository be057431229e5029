/** Names the variable with what starts each line that the tests in an extension host report. */
export const markVariable = 'SIGHTLINE_TEST_MARK';

/** Names the variable with the files of test/host to run, relative to the project's root; all when absent. */
export const filesVariable = 'SIGHTLINE_TEST_FILES';

/** Names the variable with a pattern for the titles of the tests to run. */
export const grepVariable = 'SIGHTLINE_TEST_GREP';

/** Names the variable with a file to which each report goes, as a line of JSON. */
export const reportsVariable = 'SIGHTLINE_TEST_REPORTS';
