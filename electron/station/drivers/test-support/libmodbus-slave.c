/*
 * A barrier controller on libmodbus, as others write one: coils 0 to 2, discrete inputs 0 to 4. A write of
 * a coil moves the arm: vend and hold up, close down. Prints a line for each coil that a write changes. No
 * parity, because a pseudo-terminal has none.
 *
 *   libmodbus-slave rtu PATH BAUD UNIT   |   libmodbus-slave tcp PORT
 */
#include <errno.h>
#include <modbus.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COILS = 8, INPUTS = 8, OPEN_LIMIT = 2, CLOSED_LIMIT = 3 };

static void take(modbus_t *ctx, modbus_mapping_t *map, const uint8_t *query, int length) {
  int at = modbus_get_header_length(ctx);
  uint8_t before[COILS];
  memcpy(before, map->tab_bits, COILS);
  if (modbus_reply(ctx, query, length, map) < 0) return;
  if (query[at] != 5) return;
  for (int coil = 0; coil < COILS; coil++)
    if (before[coil] != map->tab_bits[coil]) printf("coil %d %d\n", coil, map->tab_bits[coil]);
  int is_open = map->tab_bits[0] || map->tab_bits[1];
  int is_closing = map->tab_bits[2];
  if (is_open || is_closing) {
    map->tab_input_bits[OPEN_LIMIT] = !is_closing;
    map->tab_input_bits[CLOSED_LIMIT] = is_closing;
  }
  fflush(stdout);
}

static int serve_rtu(char **args) {
  uint8_t query[MODBUS_RTU_MAX_ADU_LENGTH];
  modbus_mapping_t *map = modbus_mapping_new(COILS, INPUTS, 0, 0);
  modbus_t *ctx = modbus_new_rtu(args[0], atoi(args[1]), 'N', 8, 1);
  if (ctx == NULL || map == NULL) return 1;
  map->tab_input_bits[CLOSED_LIMIT] = 1;
  modbus_set_slave(ctx, atoi(args[2]));
  if (modbus_connect(ctx) < 0) {
    fprintf(stderr, "%s: %s\n", args[0], modbus_strerror(errno));
    return 1;
  }
  printf("ready\n");
  fflush(stdout);
  for (;;) {
    int length = modbus_receive(ctx, query);
    if (length > 0) take(ctx, map, query, length);
    else if (length < 0 && errno != EMBBADCRC && errno != ETIMEDOUT) return 0;
  }
}

static int serve_tcp(char **args) {
  uint8_t query[MODBUS_TCP_MAX_ADU_LENGTH];
  modbus_mapping_t *map = modbus_mapping_new(COILS, INPUTS, 0, 0);
  modbus_t *ctx = modbus_new_tcp("127.0.0.1", atoi(args[0]));
  if (ctx == NULL || map == NULL) return 1;
  map->tab_input_bits[CLOSED_LIMIT] = 1;
  int listener = modbus_tcp_listen(ctx, 1);
  if (listener < 0) return 1;
  printf("ready\n");
  fflush(stdout);
  for (;;) {
    if (modbus_tcp_accept(ctx, &listener) < 0) return 0;
    int length;
    while ((length = modbus_receive(ctx, query)) >= 0)
      if (length > 0) take(ctx, map, query, length);
    modbus_close(ctx);
  }
}

int main(int count, char **args) {
  if (count >= 5 && strcmp(args[1], "rtu") == 0) return serve_rtu(args + 2);
  if (count >= 3 && strcmp(args[1], "tcp") == 0) return serve_tcp(args + 2);
  fprintf(stderr, "rtu PATH BAUD UNIT, or tcp PORT\n");
  return 2;
}
