// The whole program is put together in program/server.cpp; the commands around it are in program/commands/.
#include "program/command_line.h"

int main(int argc, char** argv) {
  return rapport::program::run(argc, argv);
}
