// The program that the server starts for itself to read one hostile file. GDAL is linked here alone, so that nothing of
// it is loaded into the process that listens on the network.
#include "gis/sandbox.hpp"

int main(int argc, char** argv) { return anlan::gis::import_worker_main(argc, argv); }
