package main

var brokenPipe error = errNoData
