/* An OpenBLAS whose product does nothing, built for the test of unfit libraries. */
int openblas_get_parallel(void) { return PARALLEL; }
void openblas_set_num_threads(int n) { (void)n; }
const char *openblas_get_config(void) { return "OpenBLAS 0.0.0"; }
const char *openblas_get_corename(void) { return "Unfit"; }
void sgemm_(void) {}
