#include "unit.h"
START_TEST(x)
{
}
END_TEST
UNIT_MAIN("web", x)
