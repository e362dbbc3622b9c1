/** What the global set-up hands to the test processes: the administrator's address and the template's name. */
export const ADMIN_URL = 'CMR_TEST_ADMIN_URL'
export const TEMPLATE = 'CMR_TEST_TEMPLATE'
