/* placeholder until the server is written */
int main(void);
int
main(void)
{
	return 0;
}
