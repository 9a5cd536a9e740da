// The non-template part of Asio and Beast, compiled once (see BOOST_*_SEPARATE_COMPILATION in
// src/folders.cmake).
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
